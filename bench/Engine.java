package bench;

/** WAHA's engines, with the differences in their answers. */
enum Engine {
  NOWEB(true) {
    @Override
    String sent(String chatId, String text, String id) {
      return """
      {"key":{"remoteJid":"%s","fromMe":true,"id":"%s"},\
      "message":{"extendedTextMessage":{"text":"%s"}},\
      "messageTimestamp":"%d","status":"PENDING"}\
      """
          .formatted(
              chatId.replace("@c.us", "@s.whatsapp.net"),
              id,
              text,
              System.currentTimeMillis() / 1000);
    }
  },

  WEBJS(false) {
    @Override
    String sent(String chatId, String text, String id) {
      return """
      {"id":{"fromMe":true,"remote":"%1$s","id":"%2$s","_serialized":"true_%1$s_%2$s"},\
      "ack":0,"type":"chat","body":"%3$s","to":"%1$s","fromMe":true}\
      """
          .formatted(chatId, id, text);
    }
  };

  /** Whether a sender may choose a message's id beforehand. */
  final boolean givesIdsAhead;

  Engine(boolean givesIdsAhead) {
    this.givesIdsAhead = givesIdsAhead;
  }

  /** Writes the answer to sendText; the text comes and goes with its JSON escapes. */
  abstract String sent(String chatId, String text, String id);

  /** Writes the answer to "how is the session?". */
  String session(String name) {
    return """
    {"name":"%s","status":"WORKING","config":{"metadata":{},"webhooks":[]},\
    "me":{"id":"5511987650000@c.us","pushName":"Bench"},"engine":{"engine":"%s"},\
    "presence":null,"timestamps":{"activity":%d}}\
    """
        .formatted(name, this, System.currentTimeMillis());
  }
}
