import { expect, test } from "vitest";
import { clock } from "./timing";

test("times are written in minutes and seconds", () => {
  expect([clock(0), clock(65.4), clock(600)]).toEqual(["0:00", "1:05", "10:00"]);
});
