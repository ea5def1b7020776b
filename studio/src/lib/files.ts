export const SONG_TYPES = ".wav,.mp3,.flac,.ogg";
export const SHOW_TYPES = ".smproj,.json";

export const isSong = (name: string): boolean => hasEnding(name, SONG_TYPES);
export const isShow = (name: string): boolean => hasEnding(name, SHOW_TYPES);

/** Opens the browser's file picker; null when the user picks nothing. */
export function pickFile(accept: string): Promise<File | null> {
  return new Promise((resolve) => {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = accept;
    input.onchange = () => resolve(input.files?.[0] ?? null);
    input.oncancel = () => resolve(null);
    input.click();
  });
}

const hasEnding = (name: string, types: string) => types.split(",").some((type) => name.toLowerCase().endsWith(type));
