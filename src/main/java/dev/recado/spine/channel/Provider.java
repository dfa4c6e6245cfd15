package dev.recado.spine.channel;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A provider of WhatsApp, such as Meta or WAHA; each has one bean.
 *
 * <p>Its messages go out by the route {@code direct:connector-<name>}, which binds a Kamelet and
 * gets the {@link Channel} as the variable {@code channel}.
 */
public interface Provider {

  /**
   * Names the provider.
   *
   * @return lower-case letters
   */
  String name();

  /**
   * Lists what a channel of it must know.
   *
   * @return the fields, in the order in which a person fills them in
   */
  List<Field> fields();

  /**
   * Tells what it can do beyond text.
   *
   * @return its abilities
   */
  Set<Ability> abilities();

  /**
   * Says what the name of an approved template looks like.
   *
   * @return a regular expression; any text where the provider has no approved templates
   */
  default String templateName() {
    return ".{1,512}";
  }

  /**
   * Names the path that its webhooks come to.
   *
   * @return with {@code {token}} in place of a secret
   */
  default String webhook() {
    return "/webhooks/" + name();
  }

  /**
   * Gives the channel that environment variables define, as at the start of the hub.
   *
   * @return empty if they define none
   */
  Optional<Channel> ofSettings();

  /**
   * Opens the state of a channel in this process.
   *
   * @param channel active; another version of the same channel gets another link
   */
  Link link(Channel channel);

  /**
   * Asks the provider something harmless about a channel, for the person who has just set it up.
   *
   * @param channel any, also one that is not active
   * @return what the provider says, within about ten seconds
   */
  Checkup test(Channel channel);
}
