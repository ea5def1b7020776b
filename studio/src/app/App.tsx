import { Redirect, Route, Switch } from "wouter";
import { Toaster } from "../components/Toast";
import { ProjectsPage } from "../features/projects/ProjectsPage";
import { ErrorBoundary } from "./ErrorBoundary";
import { Home } from "./Home";
import { ProjectsBar } from "./ProjectsBar";
import { ShowPage } from "./ShowPage";

export function App() {
  return (
    <ErrorBoundary>
      <Switch>
        <Route path="/" component={Home} />
        <Route path="/shows">
          <ProjectsBar />
          <ProjectsPage />
        </Route>
        <Route path="/show/:id">{({ id }) => <ShowPage key={id} id={id} />}</Route>
        <Route>
          <Redirect to="/" replace />
        </Route>
      </Switch>
      <Toaster />
    </ErrorBoundary>
  );
}
