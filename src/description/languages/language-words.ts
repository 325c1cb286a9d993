import type { Slot } from "./slot.ts";

/**
 * The words of one language for each slot, separated by "|". A word may be several ("pain point"), and a star at its end
 * stands for any ending. They are spelled normally: case and accents are ignored.
 */
export type LanguageWords = Readonly<Partial<Record<Slot, string>>>;
