import { useStore } from "zustand";
import type { PlaybackCommand, ShowFrame, StudioFrame } from "../contract";
import { DocumentSession } from "../document/session";
import type { DocumentState } from "../document/state";
import { ShowModel } from "./model";
import { clearSong, loadSong, noteAnalysis } from "./song";

export type ShowState = DocumentState<ShowModel>;

let obeyPlayback: (command: PlaybackCommand) => void = () => undefined;

/** The open light show, with its song beside it. */
export const showSession = new DocumentSession<ShowModel, ShowFrame>({
  noun: "show",
  entities: "segments",
  model: (collections) => new ShowModel(collections),
  followed: (id, model) => void loadSong(id, model.project?.audio ?? null),
  received: (id, news) => (news.type === "analysis" ? noteAnalysis(id, news) : obeyPlayback(news)),
  closed: clearSong,
});

export const { open: openShow, close: closeShow, edit, isTooLarge, redo, refetch, store: showStore, undo } = showSession;

export const sendLive = (frame: StudioFrame): void => showSession.sendLive(frame);

export function onPlaybackCommand(obey: (command: PlaybackCommand) => void): void {
  obeyPlayback = obey;
}

export const useShow = <T>(select: (state: ShowState) => T): T => useStore(showStore, select);

export const model = () => showStore.getState().model;
