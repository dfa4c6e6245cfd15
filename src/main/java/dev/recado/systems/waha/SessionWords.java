package dev.recado.systems.waha;

import org.jspecify.annotations.Nullable;

/** What a status of a session means to the person who runs the hub, in Portuguese. */
final class SessionWords {

  private SessionWords() {}

  /**
   * Tells what is wrong and what to do.
   *
   * @param channel where to do it: named only if the calls would mean another one otherwise
   * @return null if messages go out
   */
  static @Nullable String wrong(String status, String session, String channel) {
    String where = "?channel=" + channel;
    return switch (status) {
      case SessionRow.WORKING -> null;
      case "SCAN_QR_CODE" ->
          "A sessão espera o QR code: abra GET /api/waha/qr%s e leia-o com o celular do número (Aparelhos conectados)."
              .formatted(where);
      case SessionRow.STARTING -> "A sessão está iniciando; olhe de novo em um minuto.";
      case SessionRow.STOPPED ->
          "A sessão está parada: inicie-a com POST /api/waha/start%s.".formatted(where);
      case SessionRow.NOT_FOUND ->
          "O WAHA não conhece a sessão '%s': crie-a com POST /api/waha/start%s, ou corrija o nome da sessão (WAHA_SESSION)."
              .formatted(session, where);
      case SessionRow.AWAY ->
          "O WAHA não responde como esperado no endereço do canal: confira se ele está ligado e se o campo 'url' (WAHA_URL) está certo. As mensagens esperam e saem sozinhas.";
      case SessionRow.UNKNOWN -> "O estado da sessão ainda não é conhecido.";
      case "PASSKEY_REQUIRED", "PASSKEY_CONFIRMATION_REQUIRED" ->
          "O WhatsApp pede uma chave de acesso (passkey) para terminar o pareamento: conclua-o no painel do WAHA, ou recomece com POST /api/waha/restart%s."
              .formatted(where);
      default ->
          "A sessão '%s' está em %s: reinicie-a com POST /api/waha/restart%s. Se não bastar, desconecte-a no painel do WAHA e leia o QR code de novo."
              .formatted(session, status.isEmpty() ? "estado desconhecido" : status, where);
    };
  }
}
