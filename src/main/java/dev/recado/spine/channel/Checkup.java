package dev.recado.spine.channel;

import org.jspecify.annotations.Nullable;

/**
 * What a provider says about a channel.
 *
 * @param ok whether messages can go out
 * @param message what is wrong and what to do, or that all is well; in Portuguese, without secrets
 * @param number the channel's own number in digits as the provider gives it, or null
 */
public record Checkup(boolean ok, String message, @Nullable String number) {

  /** All is well. */
  public static Checkup well(String message, @Nullable String number) {
    return new Checkup(true, message, number);
  }

  /** Messages cannot go out. */
  public static Checkup wrong(String message) {
    return new Checkup(false, message, null);
  }

  /** The same with another sentence. */
  Checkup and(String sentence) {
    return new Checkup(ok, message + " " + sentence, number);
  }
}
