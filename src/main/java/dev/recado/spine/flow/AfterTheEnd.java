package dev.recado.spine.flow;

import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Skips the remaining steps of a run that has ended.
 *
 * <p>Camel passes a stop up through Kamelets and {@code direct:} routes by itself. It does not
 * where a part of the run has its own exchange, as in a {@code split}: there the other parts, and
 * the steps after them, would go on.
 */
final class AfterTheEnd implements InterceptStrategy {

  @Override
  public Processor wrapProcessorInInterceptors(
      CamelContext context, NamedNode step, Processor target, @Nullable Processor next) {
    return new Passing(target);
  }

  private static final class Passing extends DelegateAsyncProcessor {

    Passing(Processor target) {
      super(target);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      if (!Effects.ended(exchange)) {
        return super.process(exchange, callback);
      }
      exchange.setRouteStop(true);
      callback.done(true);
      return true;
    }
  }
}
