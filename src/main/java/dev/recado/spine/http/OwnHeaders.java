package dev.recado.spine.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SetHeadersDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Watches which step sets a header, see {@link HeadersOfSteps}. The headers of a flow are not sent
 * by the HTTP steps of a Kamelet that it calls, nor those of the Kamelet by the steps after it.
 */
final class OwnHeaders implements InterceptStrategy {

  @Override
  public Processor wrapProcessorInInterceptors(
      CamelContext context, NamedNode step, Processor target, @Nullable Processor next) {
    if (step instanceof SetHeaderDefinition set) {
      return new Setting(target, List.of(set.getName()));
    }
    if (step instanceof SetHeadersDefinition set) {
      return new Setting(
          target, set.getHeaders().stream().map(SetHeaderDefinition::getName).toList());
    }
    return callsKamelet(step) ? new Calling(target) : target;
  }

  private static boolean callsKamelet(NamedNode step) {
    if (step instanceof ToDefinition to) {
      return String.valueOf(to.getUri()).startsWith("kamelet:");
    }
    return step instanceof KameletDefinition
        || step instanceof ToDynamicDefinition to
            && String.valueOf(to.getUri()).startsWith("kamelet:");
  }

  /** A step with something to do after it. */
  private abstract static class Watched extends DelegateAsyncProcessor {

    Watched(Processor target) {
      super(target);
    }

    abstract BiConsumer<Exchange, Map<String, Object>> after(Exchange exchange);

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      Map<String, Object> before = new HashMap<>(exchange.getMessage().getHeaders());
      BiConsumer<Exchange, Map<String, Object>> after = after(exchange);
      return super.process(
          exchange,
          synchronously -> {
            after.accept(exchange, before);
            callback.done(synchronously);
          });
    }
  }

  private static final class Setting extends Watched {

    private final List<String> names;

    Setting(Processor target, List<String> names) {
      super(target);
      this.names = names;
    }

    @Override
    BiConsumer<Exchange, Map<String, Object>> after(Exchange exchange) {
      return (done, before) -> {
        HeadersOfSteps.set(done, names);
        // A name may be an expression.
        HeadersOfSteps.set(done, HeadersOfSteps.changed(before, done));
      };
    }
  }

  private static final class Calling extends Watched {

    Calling(Processor target) {
      super(target);
    }

    @Override
    BiConsumer<Exchange, Map<String, Object>> after(Exchange exchange) {
      Set<String> past = HeadersOfSteps.past(exchange);
      HeadersOfSteps.past(exchange, HeadersOfSteps.names(exchange));
      return (done, before) -> {
        past.addAll(HeadersOfSteps.changed(before, done));
        HeadersOfSteps.past(done, past);
      };
    }
  }
}
