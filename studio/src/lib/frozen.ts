/** A value nobody changes in place, all the way down. */
export type Frozen<T> = unknown extends T ? T : { readonly [K in keyof T]: Frozen<T[K]> };
