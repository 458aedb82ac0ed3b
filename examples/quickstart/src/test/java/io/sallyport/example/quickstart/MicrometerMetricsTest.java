package io.sallyport.example.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sallyport.Sallyport;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.RoleName;
import io.sallyport.identity.UserName;
import io.sallyport.masterkey.MasterKey;
import io.sallyport.policy.eval.Decision;
import io.sallyport.policy.eval.RequestContext;
import io.sallyport.principal.Principal;
import io.sallyport.role.CreateRoleRequest;
import io.sallyport.storage.memory.MemoryStore;
import io.sallyport.sts.AssumeRoleRequest;
import io.sallyport.sts.AssumedRole;
import org.junit.jupiter.api.Test;

class MicrometerMetricsTest {
  private static final UserName ALICE = new UserName("alice");

  private static final String READ =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject",
       "Resource":"arn:aws:s3:::photos/*"}}
      """;

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final MicrometerMetrics metrics = new MicrometerMetrics(registry);

  @Test
  void whatHappensIsInTheRegistry() {
    try (Sallyport sallyport =
        Sallyport.builder()
            .store(new MemoryStore())
            .masterKey(MasterKey.of(new byte[MasterKey.LENGTH]))
            .metrics(metrics)
            .build()) {
      metrics.watch(sallyport);
      sallyport.users().create(ALICE);
      Principal alice = sallyport.principal(ALICE);
      sallyport.roles().create(CreateRoleRequest.of("Reader", Quickstart.TRUST));
      sallyport.roles().putPolicy(new RoleName("Reader"), new PolicyName("Read"), READ);
      AssumedRole session =
          sallyport
              .sts()
              .assumeRole(alice, AssumeRoleRequest.of("arn:aws:iam:::role/Reader", "monday"));
      for (Principal who : new Principal[] {session.principal(), alice}) {
        Decision unused =
            sallyport
                .access()
                .decide(who, "s3:GetObject", "arn:aws:s3:::photos/1", RequestContext.empty());
      }
      assertEquals(2, count("sallyport.decisions", "outcome", "Allowed"));
      assertEquals(1, count("sallyport.decisions", "outcome", "ImplicitlyDenied"));
      assertEquals(1, count("sallyport.sessions", "operation", "sts:AssumeRole"));
      assertTrue(count("sallyport.cache", "cache", "POLICIES", "result", "missed") > 0);
      assertTrue(
          registry
                  .get("sallyport.store")
                  .tags("call", "COMMIT", "result", "answered")
                  .timer()
                  .count()
              > 0);
      assertEquals(1, registry.get("sallyport.keys.whole").gauge().value());
      assertEquals(0, registry.get("sallyport.audit.dropped").gauge().value());
    }
  }

  private double count(String name, String... tags) {
    return registry.get(name).tags(tags).counter().count();
  }
}
