import type { SourceKind } from "../core/metric/source-kind.ts";
import { type Source, SourceError } from "./source.ts";

/** One read of a source that was really asked, for the metrics: neither its name nor what it was asked for. */
export interface SourceRead {
  readonly kind: SourceKind;
  readonly isAnswered: boolean;
}

/** The same source; reports each read. What the app's own haste ended says nothing about the source. */
export function watchReads(source: Source, kind: SourceKind, onRead: (read: SourceRead) => void): Source {
  return {
    async read(request) {
      try {
        const series = await source.read(request);
        onRead({ kind, isAnswered: true });
        return series;
      } catch (error) {
        if (error instanceof SourceError && !request.signal?.aborted) onRead({ kind, isAnswered: false });
        throw error;
      }
    },
  };
}
