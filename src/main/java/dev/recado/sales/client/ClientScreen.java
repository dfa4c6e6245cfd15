package dev.recado.sales.client;

import dev.recado.spine.campaign.RecipientScreen;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps blocked and inactive customers out of campaigns. */
final class ClientScreen implements RecipientScreen {

  private static final String WHATSAPP = "whatsapp:";

  private final JdbcClient jdbc;

  ClientScreen(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Of several customers with one phone, one that is blocked is enough. */
  @Override
  public Map<String, String> refused(Collection<String> conversations) {
    Map<String, String> refused = new LinkedHashMap<>();
    jdbc.sql(
            """
            select match_key, bool_or(blocked) as blocked from client
             where match_key = any (?)
             group by match_key
            having bool_or(blocked) or not bool_or(active)
            """)
        .param(
            conversations.stream()
                .filter(key -> key.startsWith(WHATSAPP))
                .map(key -> key.substring(WHATSAPP.length()))
                .toArray(String[]::new))
        .query(
            row -> {
              refused.put(
                  WHATSAPP + row.getString("match_key"),
                  row.getBoolean("blocked")
                      ? "BLOCKED: o cliente está bloqueado"
                      : "INACTIVE: o cliente está inativo");
            });
    return refused;
  }
}
