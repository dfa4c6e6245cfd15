package dev.recado.authoring.flowtest;

import dev.recado.ground.breaker.SharedBreakers;
import dev.recado.spine.camel.RouteFiles;
import dev.recado.spine.camel.RoutePart;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.io.ByteArrayInputStream;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointAware;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the steps of flows and other systems: it notes the steps and answers for the
 * systems.
 */
final class StandIns implements RoutePart {

  private final Supplier<Script> script;

  StandIns(Supplier<Script> script) {
    this.script = script;
  }

  @Override
  public Map<String, String> prepare(CamelContext context, RouteFiles files) {
    Steps steps = Steps.in(files);
    // Work that is still under way when a case is given up is not worth waiting for.
    context.getShutdownStrategy().setTimeout(1);
    // Each try of the event counts by itself, because the test does not rehearse the breaker.
    context
        .getCamelContextExtension()
        .addContextPlugin(CircuitBreakerRegistry.class, SharedBreakers.idleRegistry());
    context
        .getCamelContextExtension()
        .addInterceptStrategy(
            (camel, definition, target, next) -> wrap(camel, definition, target, steps));
    return Map.of();
  }

  private Processor wrap(CamelContext camel, NamedNode node, Processor target, Steps steps) {
    Optional<Steps.Step> step = steps.step(prefixed(node)).or(() -> steps.step(node.getId()));
    String outside = Outside.of(camel, node, target);
    return step.isEmpty() && outside == null
        ? target
        : new Watched(target, node, step.orElse(null), outside);
  }

  /** The id that a step will have; Camel prefixes it before or after it asks. */
  private static @Nullable String prefixed(NamedNode node) {
    RouteDefinition route =
        node instanceof ProcessorDefinition<?> definition
            ? ProcessorDefinitionHelper.getRoute(definition)
            : null;
    String prefix = route == null ? null : route.getNodePrefixId();
    String id = node.getId();
    return id == null || prefix == null ? id : prefix + id;
  }

  private final class Watched extends DelegateAsyncProcessor {

    private final NamedNode node;
    private final Steps.@Nullable Step step;
    private final @Nullable String outside;

    Watched(Processor target, NamedNode node, Steps.@Nullable Step step, @Nullable String outside) {
      super(target);
      this.node = node;
      this.step = step;
      this.outside = outside;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      try {
        if (!answered(exchange)) {
          return super.process(exchange, callback);
        }
      } catch (CaseException e) {
        // For the flow this is a failure like others, so the case has to be told separately.
        exchange.setException(script.get().trouble(e.spot(), String.valueOf(e.getMessage())));
      } catch (Exception e) {
        exchange.setException(e);
      }
      callback.done(true);
      return true;
    }

    private boolean answered(Exchange exchange) throws Exception {
      Script now = script.get();
      if (step != null) {
        now.reached(step.id());
        Optional<Part> answer = now.answer(step);
        if (answer.isPresent()) {
          answer(answer.get(), exchange, now.files());
          return true;
        }
      }
      if (outside != null) {
        String name = step == null ? String.valueOf(node.getId()) : step.shortId();
        throw now.leaves(name, outside);
      }
      return false;
    }

    private void answer(Part part, Exchange exchange, RouteFiles files) throws Exception {
      Map<String, Part> answer = part.fields(Script.ANSWER);
      if (answer.containsKey("away") && answer.get("away").flag()) {
        throw new ConnectException("away, says the test");
      }
      int status = answer.containsKey("status") ? status(answer.get("status")) : 200;
      Object body = body(answer, files);
      if (status >= 400 && throwsOnFailure()) {
        String text = body == null ? "" : text(body);
        throw new HttpOperationFailedException(
            String.valueOf(outside), status, "says the test", null, headers(answer), text);
      }
      if (node instanceof ToDefinition to && to.getVariableReceive() != null) {
        exchange.setVariable(to.getVariableReceive(), wire(body));
        return;
      }
      headers(answer).forEach(exchange.getMessage()::setHeader);
      if (outside != null || answer.containsKey("status")) {
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
      }
      exchange.getMessage().setBody(wire(body));
    }

    /**
     * An HTTP endpoint returns bytes. A Kamelet or a bean returns the value that it has made of
     * them.
     */
    private @Nullable Object wire(@Nullable Object body) {
      return outside == null || body == null
          ? body
          : new ByteArrayInputStream(text(body).getBytes(StandardCharsets.UTF_8));
    }

    private boolean throwsOnFailure() {
      return !(node instanceof EndpointRequiredDefinition to
          && String.valueOf(to.getEndpointUri()).contains("throwExceptionOnFailure=false"));
    }
  }

  private static int status(Part part) {
    if (part.value() instanceof Integer status && status >= 100 && status < 600) {
      return status;
    }
    throw part.wrong("'status' is an HTTP status such as 200 or 404");
  }

  private static @Nullable Object body(Map<String, Part> answer, RouteFiles files) {
    Part file = answer.get("file");
    if (file != null) {
      return new String(Fixtures.read(file, files), StandardCharsets.UTF_8);
    }
    Part body = answer.get("body");
    return body == null ? null : body.value();
  }

  private static Map<String, String> headers(Map<String, Part> answer) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (answer.get("headers") != null) {
      answer.get("headers").fields().forEach((name, value) -> headers.put(name, value.text()));
    }
    return headers;
  }

  private static String text(Object body) {
    return body instanceof String text ? text : Json.text(body);
  }

  /** Finds the steps that would leave the machine. */
  private static final class Outside {

    /**
     * Schemes that stay inside: routes, the hub's own beans and tables, and work on the message.
     */
    private static final Set<String> INSIDE =
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

    private Outside() {}

    /** The scheme and host that a step would call, or null if it stays inside. */
    static @Nullable String of(CamelContext camel, NamedNode node, Processor target) {
      String uri = uri(node, target);
      if (uri == null) {
        return null;
      }
      String resolved = resolved(camel, uri);
      int colon = resolved.indexOf(':');
      String scheme = colon < 0 ? resolved : resolved.substring(0, colon);
      return INSIDE.contains(scheme) ? null : resolved.replaceFirst("[?].*", "");
    }

    private static @Nullable String uri(NamedNode node, Processor target) {
      if (target instanceof org.apache.camel.processor.SendProcessor send) {
        return send.getDestination().getEndpointUri();
      }
      if (target instanceof EndpointAware aware && aware.getEndpoint() != null) {
        return aware.getEndpoint().getEndpointUri();
      }
      if (node instanceof EndpointRequiredDefinition to) {
        return to.getEndpointUri();
      }
      if (node instanceof ToDynamicDefinition to) {
        return to.getUri();
      }
      if (node instanceof org.apache.camel.model.ExpressionNode
          && Set.of("enrich", "pollEnrich", "recipientList", "routingSlip", "dynamicRouter", "poll")
              .contains(node.getShortName())) {
        return expression((org.apache.camel.model.ExpressionNode) node);
      }
      return null;
    }

    private static String expression(org.apache.camel.model.ExpressionNode node) {
      return String.valueOf(node.getExpression());
    }

    private static String resolved(CamelContext camel, String uri) {
      try {
        return camel.resolvePropertyPlaceholders(uri);
      } catch (IllegalArgumentException unknownPlaceholder) {
        return uri;
      }
    }
  }
}
