package dev.recado.systems.kommo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KommoJsonTest {

  @ParameterizedTest
  @CsvSource({"1500, 1500", "0, 0", "null, 0", "1e999, 0", "1e99999999, 0", "'\"12\"', 0"})
  void anImpossiblePriceLeavesTheLeadReadable(String written, String price) throws IOException {
    KommoLead lead =
        KommoJson.lead(KommoJson.MAPPER.readTree("{\"id\": 7, \"price\": %s}".formatted(written)));
    assertThat(lead.id()).isEqualTo("7");
    assertThat(lead.price()).isEqualByComparingTo(price);
  }
}
