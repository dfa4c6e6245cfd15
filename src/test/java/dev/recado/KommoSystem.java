package dev.recado;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A hub beside a Kommo with two sellers, shared by the tests of both; it ends with them.
 *
 * <p>One class at a time has it ({@link #LOCK}).
 */
final class KommoSystem {

  /** What a class of tests that uses this holds. */
  static final String LOCK = "dev.recado.KommoSystem";

  /** Ana's number in Kommo. */
  static final long ANA = 10_175_514;

  /** Ana's own WhatsApp. */
  static final String ANAS_PHONE = "5521900002222";

  /** Where Kommo posts to. */
  static final String HOOK = "/webhooks/kommo/kommo-token-of-the-tests";

  static final StubKommo KOMMO = new StubKommo();
  private static final HubProcess HUB =
      HubProcess.named("kommo")
          .onSharedServers()
          .env("RECADO_DEBOUNCE", "400ms")
          .env("KOMMO_URL", KOMMO.url())
          .env("KOMMO_ACCESS_TOKEN", StubKommo.TOKEN)
          .env("KOMMO_WEBHOOK_TOKEN", "kommo-token-of-the-tests")
          .env("RDSTATION_WEBHOOK_TOKEN", "rdstation-token-of-the-tests")
          .property("recado.opening.settle", "200ms")
          .property("recado.kommo.every", "20ms");

  static final Operator OPERATOR = new Operator(HUB);

  private static boolean running;

  private KommoSystem() {}

  /** Gives the hub, started, with Ana as the seller of kitchens. */
  static synchronized HubProcess started() {
    if (!running) {
      KOMMO.addUser(ANA, "Ana Atendente", "ana@lojacentro.com.br");
      HUB.start();
      running = true;
      assertThat(OPERATOR.post("/vendedores/sincronizar", null).status()).isEqualTo(200);
      String ana = "{\"telefone\": \"%s\", \"areas\": [\"Cozinhas\"]}".formatted(ANAS_PHONE);
      assertThat(OPERATOR.put("/api/sellers/" + anasId(), ana).status()).isEqualTo(200);
    }
    return HUB;
  }

  /** Ana's id in the hub. */
  static long anasId() {
    return HUB.database()
        .sql("select id from seller where external_id = ?")
        .param(Long.toString(ANA))
        .query(Long.class)
        .single();
  }
}
