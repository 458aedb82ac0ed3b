package io.sallyport.policy.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RequestContextTest {
  private static final String ALL = "{'Effect':'Allow','Action':'*','Resource':'*'}";

  @Test
  void suppliersRunOnceAndOnlyIfAsked() {
    AtomicInteger runs = new AtomicInteger();
    RequestContext context =
        RequestContext.builder()
            .hostLazy(
                "s3:ExistingObjectTag/a",
                () -> {
                  runs.incrementAndGet();
                  return List.of("v");
                })
            .build();
    String when = Ask.when("Allow", "'StringEquals':{'s3:ExistingObjectTag/a':'v'}");
    PolicySet other =
        PolicySet.builder().identity(Ask.identity(when.replace("s3:*", "s3:Put*"))).build();
    Ask.decide(other, Ask.request("s3:GetObject", Ask.OBJECT, context));
    assertEquals(0, runs.get());
    PolicySet asking = PolicySet.builder().identity(Ask.identity(when, when)).build();
    for (int i = 0; i < 3; i++) {
      assertTrue(Ask.decide(asking, Ask.request("s3:GetObject", Ask.OBJECT, context)).isAllowed());
    }
    assertEquals(1, runs.get());
  }

  @Test
  void aSupplierThatThrowsDenies() {
    RequestContext context =
        RequestContext.builder()
            .hostLazy(
                "k",
                () -> {
                  throw new IllegalStateException("no connection");
                })
            .build();
    String deny = Ask.when("Deny", "'StringEquals':{'k':'v'}");
    PolicySet policies = PolicySet.builder().identity(Ask.identity(ALL, deny)).build();
    for (int i = 0; i < 3; i++) {
      Decision decision = Ask.decide(policies, Ask.request("s3:GetObject", Ask.OBJECT, context));
      assertTrue(
          assertInstanceOf(Decision.Unevaluable.class, decision)
              .reason()
              .contains("no connection"));
    }
  }

  @Test
  void aSupplierThatBreaksOffIsNoAbsentKeyLater() {
    RequestContext context =
        RequestContext.builder()
            .hostLazy(
                "k",
                () -> {
                  throw new AssertionError("broken off");
                })
            .build();
    String deny = Ask.when("Deny", "'StringEquals':{'k':'v'}");
    PolicySet policies = PolicySet.builder().identity(Ask.identity(ALL, deny)).build();
    AccessRequest request = Ask.request("s3:GetObject", Ask.OBJECT, context);
    assertThrows(AssertionError.class, () -> Ask.decide(policies, request));
    assertInstanceOf(Decision.Unevaluable.class, Ask.decide(policies, request));
  }

  @Test
  void aCallerNeverWritesAReservedKey() {
    for (String key :
        List.of("aws:userid", "AWS:SourceIp", "Sts:x", "S3:prefix", "iam:x", "SAML:a", " aws:x")) {
      assertThrows(IllegalArgumentException.class, () -> RequestContext.builder().caller(key, "v"));
    }
    RequestContext context =
        RequestContext.builder().host("idp:sub", "real").caller("IDP:sub", "forged").build();
    assertTrue(Ask.allows("'StringEquals':{'idp:sub':'real'}", context));
    assertFalse(Ask.allows("'StringEquals':{'idp:sub':'forged'}", context));
  }
}
