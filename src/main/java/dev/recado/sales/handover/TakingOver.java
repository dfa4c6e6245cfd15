package dev.recado.sales.handover;

import dev.recado.chat.conversation.ConversationListener;
import dev.recado.sales.handover.HandOvers.By;
import org.jspecify.annotations.Nullable;

/** Lets a person who writes to the customer take over the conversation. */
final class TakingOver implements ConversationListener {

  private static final String APP = "WhatsApp Business";

  private final HandOvers handOvers;

  TakingOver(HandOvers handOvers) {
    this.handOvers = handOvers;
  }

  @Override
  public void personWrote(Written message) {
    String name = message.name();
    By by = by(message, name == null ? By.TEAM : name, "Escreveu ao cliente");
    handOvers.spoke(message.conversation(), message.address(), by);
  }

  @Override
  public void appWrote(Written message, String why) {
    handOvers.left(message.conversation(), by(message, APP, why));
  }

  @Override
  public void personWasTheApp(Written message, String why) {
    handOvers.neverSpoke(message.conversation(), message.address(), by(message, APP, why));
  }

  private static By by(Written message, String who, @Nullable String why) {
    return new By(who, message.channel(), why, message.event());
  }
}
