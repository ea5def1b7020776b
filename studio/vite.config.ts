import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const server = process.env.CODA_SERVER ?? "http://127.0.0.1:8787";

export default defineConfig({
  plugins: [react()],
  build: { outDir: "dist", target: "es2022", sourcemap: false },
  server: { host: "127.0.0.1", proxy: { "/api": { target: server, ws: true } } },
  test: { environment: "jsdom" },
});
