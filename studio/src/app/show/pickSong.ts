import { pickFile, SONG_TYPES } from "../../lib/files";
import { sendSong } from "../../lib/show/loadSong";

export function pickSong(): void {
  void pickFile(SONG_TYPES).then((file) => file && sendSong(file));
}
