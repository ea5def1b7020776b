import { useLocation } from "wouter";
import type { MenuItem } from "../../components/Menu";
import { useStanding } from "../../lib/film/standing";
import { FILMS } from "../../lib/kinds";
import { DocumentBar } from "../DocumentBar";

export function FilmBar() {
  const [, navigate] = useLocation();
  const film = useStanding((state) => state.standing?.film ?? null);
  const items: MenuItem[] = [{ label: "All films", icon: "back", run: () => navigate(FILMS.list) }];
  if (film) items.push({ label: "Download the film", icon: "download", run: () => location.assign(`${film.url}?download=true`) });
  return <DocumentBar kind={FILMS} items={items} switched />;
}
