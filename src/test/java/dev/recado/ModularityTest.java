package dev.recado;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {

  @Test
  void noPackageReachesIntoAnotherOrBackIntoOneThatNeedsIt() {
    ApplicationModules.of(RecadoApplication.class).verify();
  }
}
