import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { createRef } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { NewFilm } from "./NewFilm";

let sent: unknown[];
let answer: () => Response;
let created: string[];

beforeEach(() => {
  sent = [];
  created = [];
  answer = () => Response.json({ id: "f1" }, { status: 201 });
  vi.stubGlobal("fetch", async (request: Request) => {
    sent.push(await request.json());
    return answer();
  });
  render(<NewFilm input={createRef()} onCreated={(id) => created.push(id)} />);
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const idea = () => screen.getByTestId<HTMLTextAreaElement>("film-idea");
const write = (text: string) => fireEvent.change(idea(), { target: { value: text } });

test("a sentence and how it should look make a film", async () => {
  write("  A cat at night ");
  fireEvent.change(screen.getByLabelText("Shape"), { target: { value: "9:16" } });
  fireEvent.change(screen.getByLabelText("Length"), { target: { value: "60" } });
  fireEvent.keyDown(idea(), { key: "Enter" });
  await waitFor(() => expect(created).toEqual(["f1"]));
  const options = { idea: "A cat at night", mode: "idea", style: "cinematic", aspect: "9:16", seconds: 60 };
  expect(sent).toEqual([{ kind: "episode", name: "Untitled film", options }]);
});

test("in a script Enter makes a new line", () => {
  fireEvent.change(screen.getByLabelText("Begins with"), { target: { value: "script" } });
  write("KEEPER: Stay.");
  fireEvent.keyDown(idea(), { key: "Enter" });
  expect(sent).toEqual([]);
});

test("nothing begins without words, and an example gives some", () => {
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Begin" }).disabled).toBe(true);
  fireEvent.click(screen.getByRole("button", { name: /robot/ }));
  expect(idea().value).toContain("robot");
});

test("a refusal is told, and the idea stays", async () => {
  answer = () => Response.json({ error: "invariant", message: "Too long." }, { status: 422 });
  write("A cat");
  fireEvent.click(screen.getByRole("button", { name: "Begin" }));
  expect((await screen.findByRole("alert")).textContent).toBe("Too long.");
  expect(idea().value).toBe("A cat");
});
