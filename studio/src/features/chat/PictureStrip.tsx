import { useRef } from "react";
import { IconButton } from "../../components/IconButton";
import { addressOfPicture, MOST_PICTURES } from "../../lib/pictures";
import type { Pictures } from "./usePictures";
import styles from "./composer.module.css";

/** The pictures of the message being written; each can be taken out again. */
export function PictureStrip({ pictures, blind }: { pictures: Pictures; blind: boolean }) {
  return (
    <>
      {pictures.refused && (
        <p className={styles.refused} role="alert">
          {pictures.refused}
        </p>
      )}
      {blind && pictures.list.length > 0 && (
        <p className={styles.refused} role="status">
          The chosen model does not see pictures.
        </p>
      )}
      {pictures.list.length > 0 && (
        <ul className={styles.pictures} aria-label="Pictures of this message">
          {pictures.list.map((picture, place) => (
            <li key={place}>
              <img src={addressOfPicture(picture)} alt={picture.name || `Picture ${place + 1}`} />
              <IconButton
                icon="close"
                label={`Take out ${picture.name || `picture ${place + 1}`}`}
                small
                onClick={() => pictures.remove(place)}
              />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

export function AddPicture({ pictures }: { pictures: Pictures }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="image/*"
        multiple
        hidden
        data-testid="picture-input"
        onChange={({ target }) => {
          pictures.add(target.files ?? []);
          target.value = "";
        }}
      />
      <IconButton
        icon="picture"
        label="Add a picture"
        hint="Or paste one; the model must be able to see"
        className={styles.attach}
        disabled={pictures.list.length >= MOST_PICTURES}
        onClick={() => input.current?.click()}
      />
    </>
  );
}
