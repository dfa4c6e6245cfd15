package dev.recado.spine.channel;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One WhatsApp number of the business, at one provider.
 *
 * @param id lower-case letters, digits and hyphens; messages name it
 * @param provider for example {@code meta}
 * @param number its own phone in international digits, or null where it is not known
 * @param label what people call it
 * @param settings values of the provider's fields that anybody may see, by name
 * @param secrets values of the other fields, by name; in clear, so they go nowhere but to the
 *     provider
 * @param pace how fast it may be used, or null for the provider's pace
 * @param quietHours when the hub may write first, as in {@code RECADO_QUIET_HOURS}; or null for
 *     that
 * @param flow the flow that takes its messages, or null for the hub's own
 * @param fallbackTemplate the template that carries a reply after the 24 hours, or null: then the
 *     reply is held
 * @param active false where nothing is sent
 * @param preferred whether the hub writes by it if nothing else says by which channel
 * @param simulated true only if no real person is reached
 * @param ofSettings whether environment variables define it; otherwise the API does
 * @param version grows with each change
 */
public record Channel(
    String id,
    String provider,
    @Nullable String number,
    String label,
    Map<String, String> settings,
    Map<String, String> secrets,
    @Nullable Pace pace,
    @Nullable String quietHours,
    @Nullable String flow,
    @Nullable String fallbackTemplate,
    boolean active,
    boolean preferred,
    boolean simulated,
    boolean ofSettings,
    long version) {

  /** Stands for the contact's last channel, else the preferred one, in place of an id. */
  public static final String ANY = "whatsapp";

  /** Keeps copies. */
  public Channel {
    settings = Map.copyOf(settings);
    secrets = Map.copyOf(secrets);
  }

  /**
   * Makes the channel that a provider's environment variables define.
   *
   * @param provider also its id
   * @param label what people call it
   * @param settings values that anybody may see, by field
   * @param secrets the other values, by field
   * @param simulated true only if no real person is reached
   */
  public static Channel ofSettings(
      String provider,
      String label,
      Map<String, String> settings,
      Map<String, String> secrets,
      boolean simulated) {
    return new Channel(
        provider, provider, null, label, settings, secrets, null, null, null, null, true, false,
        simulated, true, 0);
  }

  /**
   * Reads a value that anybody may see.
   *
   * @param field its name
   * @return the value, or an empty text
   */
  public String setting(String field) {
    return settings.getOrDefault(field, "");
  }

  /**
   * Reads a secret.
   *
   * @param field its name
   * @return the value, or empty where the channel has none
   */
  public Optional<String> secret(String field) {
    return Optional.ofNullable(secrets.get(field)).filter(value -> !value.isBlank());
  }

  /** Leaves the secrets out, because the default text of a record would show them. */
  @Override
  public String toString() {
    return "Channel[" + id + " of " + provider + "]";
  }
}
