package dev.recado.spine.flow;

import dev.recado.spine.camel.Routes;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The message templates of the current flows, for messages that no flow makes.
 *
 * <p>Inside the run of a flow they are those of the flow's own generation.
 */
public final class MessageTemplates {

  /** The kind of message that {@link Filler#payload} is the content of. */
  public static final String KIND = "whatsapp-template";

  private final Routes routes;
  private final ZoneId zone;

  MessageTemplates(Routes routes, ZoneId zone) {
    this.routes = routes;
    this.zone = zone;
  }

  /**
   * Lists the templates that can be used.
   *
   * @return names, in order; empty before the flows are loaded
   */
  public Set<String> names() {
    return routes.part(Templates.class).map(Templates::names).orElse(Set.of());
  }

  /**
   * Finds a template, with its text as it is now.
   *
   * @param name as the file names it
   * @return empty if there is none of this name, or its file is broken
   */
  public Optional<Filler> named(String name) {
    return routes
        .part(Templates.class)
        .flatMap(templates -> Optional.ofNullable(templates.find(name)))
        .map(template -> new Filler(template, zone));
  }

  /**
   * Tells whether the flows are loaded, so that a template which is not found is really missing.
   *
   * @return false during the start
   */
  public boolean loaded() {
    return routes.part(Templates.class).isPresent();
  }

  /** One template, to be filled with the facts of any number of people. */
  public static final class Filler {

    private final Template template;
    private final ZoneId zone;

    private Filler(Template template, ZoneId zone) {
      this.template = template;
      this.zone = zone;
    }

    /**
     * Makes the content of a message, exactly as the effect {@code whatsapp-template} does.
     *
     * @param facts values by the names of the template's parameters
     * @return the rendered text, the name, the values and the approved forms
     * @throws UnprocessableException if a value is missing or of the wrong kind; its message is a
     *     sentence in Portuguese
     */
    public Map<String, Object> payload(Map<String, ? extends @Nullable Object> facts) {
      return template.payload(facts::get, zone);
    }

    /**
     * Lists what the template needs.
     *
     * @return whether a value may be missing, by the name of the parameter
     */
    public Map<String, Boolean> parameters() {
      Map<String, Boolean> parameters = new LinkedHashMap<>();
      template.parameters().forEach((name, one) -> parameters.put(name, one.optional()));
      return parameters;
    }
  }
}
