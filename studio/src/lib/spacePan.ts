/**
 * The space bar plays when it is tapped and pans when it is held while dragging: whoever starts a
 * drag sets `used`, and the key then does not play when it is let go.
 */
export const spacePan = { held: false, used: false };
