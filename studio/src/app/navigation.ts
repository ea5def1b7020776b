/** The history state of a way to the front page that is meant: it stays even if there is only one document. */
export const STAY = "stay";
