import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { StoreApi } from "zustand/vanilla";
import type { DocumentModel } from "./model";
import type { DocumentSession } from "./session";
import type { DocumentState } from "./state";

/** What the parts that every application shares need of the session around them. */
export type OpenDocument = Pick<DocumentSession<DocumentModel>, "undo" | "redo" | "restore" | "edit"> & {
  readonly store: Pick<StoreApi<DocumentState>, "getState" | "getInitialState" | "subscribe">;
};

/** The session of the page's document. */
export const OpenDocumentContext = createContext<OpenDocument | null>(null);

export function useOpenDocument(): OpenDocument {
  const document = useContext(OpenDocumentContext);
  if (document === null) throw new Error("This part of the studio stands outside of an open document.");
  return document;
}

export const useDocument = <T>(select: (state: DocumentState) => T): T => useStore(useOpenDocument().store, select);
