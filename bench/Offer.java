package bench;

/**
 * A load that is over.
 *
 * @param cpu that its measured window took
 */
record Offer(Window window, Usage.Cpu cpu) {}
