/**
 * The processor time that work takes on this thread, in milliseconds: the best of several rounds. Unlike the time on a
 * clock, it does not grow while other processes keep the machine busy.
 */
export async function measureProcessorTime(work: () => unknown, rounds = 4): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const before = process.threadCpuUsage();
    await work();
    const { user, system } = process.threadCpuUsage(before);
    times.push((user + system) / 1_000);
  }
  return Math.min(...times);
}
