package dev.recado.spine.flow;

import dev.recado.spine.camel.RoutePart;
import dev.recado.spine.camel.Routes;
import java.time.ZoneId;

/** The real templates, for tests of packages above this one. */
public final class TestTemplates {

  private TestTemplates() {}

  /** Puts the templates of the files into a generation. */
  public static RoutePart part() {
    return (context, files) -> {
      Templates templates = Templates.in(files);
      context.getCamelContextExtension().addContextPlugin(Templates.class, templates);
      return templates.broken();
    };
  }

  public static MessageTemplates on(Routes routes) {
    return new MessageTemplates(routes, ZoneId.of("America/Sao_Paulo"));
  }
}
