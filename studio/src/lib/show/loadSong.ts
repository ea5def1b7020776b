import { uploadSong } from "../api";
import { refetch, showStore } from "./session";
import { isSong } from "../files";
import { sentence } from "../http";
import { toast } from "../toasts";
import { songStore } from "./song";

const BIGGEST = 200 * 1024 * 1024;

/** Uploads a song for the open show; the server analyzes it and reports over the live socket. */
export async function sendSong(file: File): Promise<void> {
  const { id } = showStore.getState();
  if (!isSong(file.name)) return toast(`${file.name} is not a song. Choose a WAV, MP3, FLAC or OGG file.`);
  if (file.size > BIGGEST) return toast("This song is larger than 200 MB. Choose a smaller file.");
  songStore.setState({ uploading: 0 });
  try {
    await uploadSong(id, file, (uploading) => songStore.setState({ uploading }));
    await refetch();
  } catch (error) {
    toast(sentence(error), { label: "Try again", run: () => void sendSong(file) });
  } finally {
    songStore.setState({ uploading: null });
  }
}
