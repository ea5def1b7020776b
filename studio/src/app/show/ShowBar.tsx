import { useLocation } from "wouter";
import type { MenuItem } from "../../components/Menu";
import { importProject } from "../../features/library/useDocuments";
import { exportUrl } from "../../lib/api";
import { pickFile, SHOW_TYPES } from "../../lib/files";
import { SHOWS } from "../../lib/kinds";
import { DocumentBar } from "../DocumentBar";
import { pickSong } from "./pickSong";

export function ShowBar({ id }: { id: string }) {
  const [, navigate] = useLocation();
  const bring = async () => {
    const file = await pickFile(SHOW_TYPES);
    const imported = file && (await importProject(file));
    if (imported) navigate(SHOWS.page(imported));
  };
  const items: MenuItem[] = [
    { label: "All shows", icon: "back", run: () => navigate(SHOWS.list) },
    { label: "Load a song", icon: "music", run: pickSong },
    { label: "Import .smproj", icon: "import", run: () => void bring() },
    { label: "Export .smproj", icon: "download", run: () => location.assign(exportUrl(id)) },
  ];
  return <DocumentBar kind={SHOWS} items={items} />;
}
