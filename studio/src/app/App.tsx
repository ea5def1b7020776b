import { lazy, type ReactNode, Suspense } from "react";
import { Redirect, Route, Switch } from "wouter";
import { Spinner } from "../components/Spinner";
import { Toaster } from "../components/Toast";
import styles from "./App.module.css";
import { ErrorBoundary } from "./ErrorBoundary";
import { Home } from "./Home";
import { LibraryPage } from "./LibraryPage";

const FilmPage = lazy(async () => ({ default: (await import("./film/FilmPage")).FilmPage }));
const ShowPage = lazy(async () => ({ default: (await import("./show/ShowPage")).ShowPage }));

export function App() {
  return (
    <ErrorBoundary>
      <Switch>
        <Route path="/" component={Home} />
        <Route path="/films">
          <LibraryPage kinds={["episode"]} />
        </Route>
        <Route path="/shows">
          <LibraryPage kinds={["sequence"]} />
        </Route>
        <Route path="/film/:id">{({ id }) => <Opening what="film">{<FilmPage key={id} id={id} />}</Opening>}</Route>
        <Route path="/show/:id">{({ id }) => <Opening what="show">{<ShowPage key={id} id={id} />}</Opening>}</Route>
        <Route>
          <Redirect to="/" replace />
        </Route>
      </Switch>
      <Toaster />
    </ErrorBoundary>
  );
}

/** Until the application's own code is there. */
function Opening({ what, children }: { what: string; children: ReactNode }) {
  const waiting = (
    <div className={styles.centre}>
      <Spinner label={`Opening the ${what}`} size={24} />
    </div>
  );
  return <Suspense fallback={waiting}>{children}</Suspense>;
}
