import { useStore } from "zustand";
import type { Change } from "../contract";
import { DocumentSession } from "../document/session";
import type { DocumentState } from "../document/state";
import type { FilmFrame } from "./contract";
import { fieldsSet } from "./edits";
import { EpisodeModel } from "./model";
import { forgetStanding, loadStanding, noteStanding } from "./standing";

export type FilmState = DocumentState<EpisodeModel>;

/** The open film, with where it stands beside it. */
export const filmSession = new DocumentSession<EpisodeModel, FilmFrame>({
  noun: "film",
  entities: "parts",
  model: (collections) => new EpisodeModel(collections),
  greeted: (id) => void loadStanding(id),
  received: (_, frame) => noteStanding(frame),
  closed: forgetStanding,
});

export const filmStore = filmSession.store;

/** `select` is asked again at each change of the document. */
export const useFilm = <T>(select: (state: FilmState) => T): T => useStore(filmStore, select);

export const film = (): EpisodeModel => filmStore.getState().model;

export const apply = ({ note, changes }: { note: string; changes: readonly Change[] }): void =>
  filmSession.edit(note, changes);

/** Gives some fields of a card other values, as one edit. */
export const setFields = (collection: string, id: string, part: object, note: string): void =>
  apply(fieldsSet(film(), collection, id, part, note));
