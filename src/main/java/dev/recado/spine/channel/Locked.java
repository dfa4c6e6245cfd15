package dev.recado.spine.channel;

/**
 * The link of a channel whose credentials were stored with another {@code RECADO_SECRET_KEY}: its
 * messages wait until they can be read again.
 */
final class Locked implements Link {

  private final String id;

  Locked(String id) {
    this.id = id;
  }

  @Override
  public int room(int wanted) {
    return 0;
  }

  @Override
  public String trouble() {
    return "CHANNEL_LOCKED: " + explanation(id);
  }

  static String explanation(String id) {
    return "As credenciais do canal '%s' foram guardadas com outra RECADO_SECRET_KEY: use de novo aquela chave, ou envie todas as credenciais com PUT /api/channels/%s."
        .formatted(id, id);
  }
}
