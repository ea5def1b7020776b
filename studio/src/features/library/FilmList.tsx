import { useRef } from "react";
import { useLocation } from "wouter";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { FILMS } from "../../lib/kinds";
import { DocumentList } from "./DocumentList";
import { FilmCover } from "./FilmCover";
import { NewFilm } from "./NewFilm";

/** Where a new film begins, and the films there are. */
export function FilmList() {
  const idea = useRef<HTMLTextAreaElement>(null);
  const [, navigate] = useLocation();
  return (
    <>
      <NewFilm input={idea} onCreated={(id) => navigate(FILMS.page(id))} />
      <DocumentList
        kind={FILMS}
        alone={false}
        actions={
          <Button onClick={() => idea.current?.focus()}>
            <Icon name="add" />
            New film
          </Button>
        }
        cover={(film) => <FilmCover film={film} />}
        empty={<p>No films yet. Write one sentence above, and it becomes an outline, a cast, a storyboard and a film.</p>}
      />
    </>
  );
}
