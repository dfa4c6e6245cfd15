package dev.recado.spine.channel;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A channel as people see it, without the values of its credentials.
 *
 * @param id messages name it
 * @param provider for example {@code meta}
 * @param label what people call it
 * @param number its own phone, or null
 * @param settings the values that anybody may see
 * @param credentials the names of the secrets that are stored
 * @param missing required fields without a value
 * @param pace how fast it may be used; null for the provider's pace
 * @param quietHours its own, or null
 * @param flow its own, or null
 * @param fallbackTemplate its own, or null
 * @param active whether it sends
 * @param preferred whether the hub writes by it if nothing else says by which channel
 * @param simulated true only if no real person is reached
 * @param source {@code settings} for environment variables, which the API cannot change; else
 *     {@code api}
 * @param webhook the path that its provider posts to
 * @param abilities what its provider can do
 * @param trouble why it sends nothing at present, or null
 * @param waiting how many of its messages have not gone out yet
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChannelView(
    String id,
    String provider,
    String label,
    @Nullable String number,
    Map<String, String> settings,
    List<String> credentials,
    List<String> missing,
    @Nullable PaceView pace,
    @Nullable String quietHours,
    @Nullable String flow,
    @Nullable String fallbackTemplate,
    boolean active,
    boolean preferred,
    boolean simulated,
    String source,
    String webhook,
    List<Ability> abilities,
    @Nullable String trouble,
    long waiting) {

  /** A pace, in the units of {@link ChannelDraft.PaceDraft}. */
  record PaceView(long everyMillis, int burst, long jitterMillis) {

    static PaceView of(Pace pace) {
      return new PaceView(pace.every().toMillis(), pace.burst(), pace.jitter().toMillis());
    }
  }
}
