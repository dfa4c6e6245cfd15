package dev.recado.sales.chatbot;

import dev.recado.spine.flow.EventTypes;
import dev.recado.spine.flow.Flows;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The flows that hold steps, also by the class names of the Django system. */
final class Handlers {

  /** The classes of {@code chatbots.handlers.pedidos} and the flows that replace them. */
  private static final Map<String, String> OF_DJANGO =
      Map.of(
          "InicioHandlerPedidos", "pedido-inicio",
          "SelecionarCategoriaHandler", "pedido-categoria",
          "SelecionarProdutoHandler", "pedido-produto",
          "InformarQuantidadeHandler", "pedido-quantidade",
          "AdicionarMaisHandler", "pedido-mais",
          "ConfirmarPedidoHandler", "pedido-confirmar");

  /** Flows that lead to chatbots themselves, so that a step of theirs would never end. */
  private static final Set<String> ABOVE =
      Set.of("chatbot", "chatbot-steps", "conversation-answer", "conversation-reply");

  private final Flows flows;

  Handlers(Flows flows) {
    this.flows = flows;
  }

  /**
   * Finds the flow of a handler.
   *
   * @param written the name of a flow, or a path such as {@code
   *     chatbots.handlers.pedidos.InicioHandlerPedidos}
   * @return the name of the flow
   */
  String flow(String written) {
    String name = written.strip();
    return OF_DJANGO.getOrDefault(name.substring(name.lastIndexOf('.') + 1), name);
  }

  /**
   * Says why a flow cannot hold a step.
   *
   * @param flow its name
   * @return a sentence in Portuguese, or null if it can
   */
  @Nullable String problem(String flow) {
    if (flow.indexOf('.') >= 0 || EventTypes.knows(flow)) {
      return ("Não há um fluxo para o handler \"%s\". Crie um com: java -jar recado.jar new step <nome>,"
              + " e escreva o nome dele aqui.")
          .formatted(flow);
    }
    if (ABOVE.contains(flow)) {
      return "O fluxo \"%s\" leva aos chatbots e não pode ser uma etapa deles.".formatted(flow);
    }
    return flows.exists(flow)
        ? null
        : "O fluxo \"%s\" não existe neste hub. Crie-o com: java -jar recado.jar new step %s"
            .formatted(flow, flow);
  }
}
