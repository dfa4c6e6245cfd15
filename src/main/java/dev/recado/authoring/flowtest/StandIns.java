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
import java.util.function.Supplier;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
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
    Outside outside = Outside.of(camel, node, target);
    return step.isEmpty() && outside == Outside.NOWHERE
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
    private final Outside outside;

    Watched(Processor target, NamedNode node, Steps.@Nullable Step step, Outside outside) {
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
      String where = outside.where(exchange);
      if (where != null) {
        String name = step == null ? String.valueOf(node.getId()) : step.shortId();
        throw now.leaves(name, where);
      }
      return false;
    }

    private void answer(Part part, Exchange exchange, RouteFiles files) throws Exception {
      Map<String, Part> answer = part.fields(Script.ANSWER);
      if (answer.containsKey("away") && answer.get("away").flag()) {
        throw new ConnectException("away, says the test");
      }
      if (answer.containsKey(ForeignRows.ROWS)) {
        rows(answer.get(ForeignRows.ROWS), exchange);
        return;
      }
      int status = answer.containsKey("status") ? status(answer.get("status")) : 200;
      Object body = body(answer, files);
      if (status >= 400 && throwsOnFailure()) {
        String text = body == null ? "" : text(body);
        throw new HttpOperationFailedException(
            String.valueOf(outside.where(exchange)),
            status,
            "says the test",
            null,
            headers(answer),
            text);
      }
      if (node instanceof ToDefinition to && to.getVariableReceive() != null) {
        exchange.setVariable(to.getVariableReceive(), wire(exchange, body));
        return;
      }
      headers(answer).forEach(exchange.getMessage()::setHeader);
      if (outside.where(exchange) != null || answer.containsKey("status")) {
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
      }
      exchange.getMessage().setBody(wire(exchange, body));
    }

    private void rows(Part rows, Exchange exchange) {
      boolean one = String.valueOf(outside.where(exchange)).contains("outputType=SelectOne");
      Object result = ForeignRows.result(rows, one);
      if (node instanceof ToDefinition to && to.getVariableReceive() != null) {
        exchange.setVariable(to.getVariableReceive(), result);
      } else {
        exchange.getMessage().setBody(result);
      }
    }

    /**
     * An HTTP endpoint returns bytes. A Kamelet or a bean returns the value that it has made of
     * them.
     */
    private @Nullable Object wire(Exchange exchange, @Nullable Object body) {
      return body == null || outside.where(exchange) == null
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
}
