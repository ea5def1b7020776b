import { createRoot } from "react-dom/client";
import "./app/tokens.css";
import "./app/base.css";
import { App } from "./app/App";
import { startTheme } from "./lib/theme";

startTheme();
createRoot(document.getElementById("root")!).render(<App />);
