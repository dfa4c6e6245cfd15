package dev.recado.systems.simulator;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a message holds besides its text; what it does not hold is null.
 *
 * @param buttons what the business offers under its message
 * @param rows what the business offers in a list
 * @param button what the customer has pressed
 * @param media its file
 * @param location the place that it shows
 * @param template the template that it was made from
 * @param reaction the message and the emoji of a reaction
 * @param replyTo the id of the message that it quotes
 * @param callback what Meta repeats in each status of the message
 * @param error Meta's code if the message never reached the phone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Extras(
    @Nullable List<Choice> buttons,
    @Nullable List<Choice> rows,
    @Nullable Choice button,
    @Nullable Media media,
    @Nullable Place location,
    @Nullable Template template,
    @Nullable Reaction reaction,
    @Nullable String replyTo,
    @Nullable String callback,
    @Nullable Integer error) {

  static final Extras NONE = new Extras(null, null, null, null, null, null, null, null, null, null);

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A file.
   *
   * @param id Meta's id of it, or null
   * @param name its name, or null
   * @param mimetype its type, or null
   * @param url where it is, or null if it came within the request
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Media(
      @Nullable String id,
      @Nullable String name,
      @Nullable String mimetype,
      @Nullable String url) {}

  /**
   * A place.
   *
   * @param latitude in degrees
   * @param longitude in degrees
   * @param name what it is called, or null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Place(BigDecimal latitude, BigDecimal longitude, @Nullable String name) {}

  /**
   * A template, as far as the request shows it: its text stays with Meta.
   *
   * @param name its name
   * @param language its language, for example {@code pt_BR}
   * @param values of the parameters of its body, in order
   */
  record Template(String name, String language, List<String> values) {}

  /**
   * A reaction.
   *
   * @param messageId the message that it is about
   * @param emoji empty if the reaction was taken back
   */
  record Reaction(String messageId, String emoji) {}

  static Extras choices(@Nullable List<Choice> buttons, @Nullable List<Choice> rows) {
    return new Extras(buttons, rows, null, null, null, null, null, null, null, null);
  }

  static Extras pressed(Choice button) {
    return new Extras(null, null, button, null, null, null, null, null, null, null);
  }

  static Extras file(Media media) {
    return new Extras(null, null, null, media, null, null, null, null, null, null);
  }

  static Extras place(Place location) {
    return new Extras(null, null, null, null, location, null, null, null, null, null);
  }

  /** A template and the buttons under it, known only by their payloads. */
  static Extras template(Template template, List<Choice> buttons) {
    return new Extras(
        buttons.isEmpty() ? null : buttons,
        null,
        null,
        null,
        null,
        template,
        null,
        null,
        null,
        null);
  }

  static Extras reaction(Reaction reaction) {
    return new Extras(null, null, null, null, null, null, reaction, null, null, null);
  }

  Extras replyingTo(@Nullable String id) {
    return new Extras(
        buttons, rows, button, media, location, template, reaction, id, callback, error);
  }

  Extras calledBack(@Nullable String data) {
    return new Extras(
        buttons, rows, button, media, location, template, reaction, replyTo, data, error);
  }

  Extras failed(int code) {
    return new Extras(
        buttons, rows, button, media, location, template, reaction, replyTo, callback, code);
  }

  /** The buttons or rows, in the order in which the phone shows them. */
  List<Choice> choices() {
    return buttons != null ? buttons : rows != null ? rows : List.of();
  }

  String written() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A record of texts and numbers is always JSON", e);
    }
  }

  static Extras read(@Nullable String written) {
    try {
      return written == null ? NONE : JSON.readValue(written, Extras.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Details that no simulator has written", e);
    }
  }
}
