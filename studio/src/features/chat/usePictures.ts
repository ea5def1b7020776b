import { type ClipboardEvent, useState } from "react";
import { sentence } from "../../lib/http";
import { isPicture, MOST_PICTURES, type Picture, pictureOf } from "../../lib/pictures";

export type Pictures = {
  list: readonly Picture[];
  /** Why the last file was not taken. */
  refused: string | null;
  add: (files: Iterable<File>) => void;
  paste: (event: ClipboardEvent) => void;
  remove: (place: number) => void;
  replace: (list: readonly Picture[]) => void;
};

/** The pictures that go with the message being written. */
export function usePictures(): Pictures {
  const [list, setList] = useState<readonly Picture[]>([]);
  const [refused, setRefused] = useState<string | null>(null);

  const add = (files: Iterable<File>) => {
    setRefused(null);
    for (const file of files) {
      pictureOf(file).then(
        (picture) => setList((known) => [...known, picture].slice(0, MOST_PICTURES)),
        (error: unknown) => setRefused(sentence(error)),
      );
    }
  };
  return {
    list,
    refused,
    add,
    paste: (event) => {
      const pasted = [...event.clipboardData.files].filter(isPicture);
      if (pasted.length === 0) return;
      event.preventDefault();
      add(pasted);
    },
    remove: (place) => setList((known) => known.filter((_, index) => index !== place)),
    replace: setList,
  };
}
