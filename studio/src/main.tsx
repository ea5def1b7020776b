import { createRoot } from "react-dom/client";
import "./app/tokens.css";
import "./app/base.css";
import { App } from "./app/App";
import { exposeInspection } from "./app/inspection";
import { startTheme } from "./lib/theme";

startTheme();
exposeInspection();
createRoot(document.getElementById("root")!).render(<App />);
