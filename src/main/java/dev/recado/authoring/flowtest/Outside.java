package dev.recado.authoring.flowtest;

import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointAware;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.processor.SendProcessor;
import org.jspecify.annotations.Nullable;

/** Finds the steps that would leave the machine. */
interface Outside {

  /** The step stays inside. */
  Outside NOWHERE = exchange -> null;

  /** Schemes that stay inside: routes, the hub's own beans and tables, and work on the message. */
  Set<String> INSIDE =
      Set.of(
          "bean",
          "class",
          "controlbus",
          "dataformat",
          "dataset",
          "direct",
          "effect",
          "json-validator",
          "kamelet",
          "langchain4j-chat",
          "language",
          "log",
          "mock",
          "ref",
          "seda",
          "sql",
          "stub",
          "validator",
          "xslt");

  /** Steps whose expression is an address, or a list of addresses. */
  Set<String> BY_EXPRESSION =
      Set.of("enrich", "pollEnrich", "recipientList", "routingSlip", "dynamicRouter", "poll");

  /** The address that the step would call for this exchange; null if it stays inside. */
  @Nullable String where(Exchange exchange);

  /** Looks at a step. */
  static Outside of(CamelContext camel, NamedNode node, Processor target) {
    if (node instanceof ExpressionNode step && BY_EXPRESSION.contains(step.getShortName())) {
      return byExpression(camel, step.getExpression());
    }
    String uri = uri(node, target);
    String outside = uri == null ? null : outside(camel, uri);
    return outside == null ? NOWHERE : exchange -> outside;
  }

  private static Outside byExpression(CamelContext camel, ExpressionDefinition expression) {
    String text = String.valueOf(expression.getExpression()).strip();
    boolean constant = expression.getLanguage().equals("constant") || !text.contains("$");
    if (constant) {
      String outside = firstOutside(camel, text);
      return outside == null ? NOWHERE : exchange -> outside;
    }
    return exchange -> {
      String addresses = expression.createExpression(camel).evaluate(exchange, String.class);
      return addresses == null ? null : firstOutside(camel, addresses);
    };
  }

  private static @Nullable String firstOutside(CamelContext camel, String addresses) {
    return Stream.of(addresses.split(",", -1))
        .map(address -> outside(camel, address.strip()))
        .filter(java.util.Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String outside(CamelContext camel, String uri) {
    String resolved = resolved(camel, uri);
    int colon = resolved.indexOf(':');
    String scheme = colon < 0 ? resolved : resolved.substring(0, colon);
    if (ForeignRows.database(resolved) != null) {
      return resolved;
    }
    return INSIDE.contains(scheme) ? null : resolved.replaceFirst("[?].*", "");
  }

  private static @Nullable String uri(NamedNode node, Processor target) {
    if (target instanceof SendProcessor send) {
      return send.getDestination().getEndpointUri();
    }
    if (target instanceof EndpointAware aware && aware.getEndpoint() != null) {
      return aware.getEndpoint().getEndpointUri();
    }
    if (node instanceof EndpointRequiredDefinition to) {
      return to.getEndpointUri();
    }
    return node instanceof ToDynamicDefinition to ? to.getUri() : null;
  }

  private static String resolved(CamelContext camel, String uri) {
    try {
      return camel.resolvePropertyPlaceholders(uri);
    } catch (IllegalArgumentException unknownPlaceholder) {
      return uri;
    }
  }
}
