package bench;

/**
 * A load that has ended.
 *
 * @param cpu the CPU time of its measured window
 */
record Offer(Window window, Usage.Cpu cpu) {}
