import { z } from "zod";

/** One line of text that shows something. */
export function text(most: number) {
  return z.string().trim().regex(VISIBLE_LINE).max(most);
}

/** Control characters and halves of characters can neither be shown nor stored. */
const VISIBLE_LINE = /^(?=.*[^\s\p{Cf}])[^\p{Cc}\p{Cs}\u2028\u2029]*$/u;
