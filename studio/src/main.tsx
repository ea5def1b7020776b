import { createRoot } from "react-dom/client";
import "./app/tokens.css";
import "./app/base.css";
import { App } from "./app/App";
import { guardPage } from "./lib/document/outbox";
import { startTheme } from "./lib/theme";

startTheme();
guardPage();
createRoot(document.getElementById("root")!).render(<App />);
