package io.sallyport.policy.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
    Policies other =
        Policies.builder().identity(Ask.identity(when.replace("s3:*", "s3:Put*"))).build();
    Ask.decide(other, Ask.request("s3:GetObject", Ask.OBJECT, context));
    assertEquals(0, runs.get());
    Policies asking = Policies.builder().identity(Ask.identity(when, when)).build();
    for (int i = 0; i < 3; i++) {
      assertTrue(Ask.decide(asking, Ask.request("s3:GetObject", Ask.OBJECT, context)).isAllowed());
    }
    assertEquals(1, runs.get());
  }

  @Test
  void keysAreWrittenDownOnceAndOnlyIfOneIsAsked() {
    AtomicInteger runs = new AtomicInteger();
    RequestContext context =
        RequestContext.whenAsked(
            keys -> {
              runs.incrementAndGet();
              keys.host("k", "v").caller("jwt:sub", "s");
            });
    RequestContext both = RequestContext.principalWhenAsked(who -> {}).over(context);
    Policies other = Policies.builder().identity(Ask.identity(ALL)).build();
    assertTrue(Ask.decide(other, Ask.request("s3:GetObject", Ask.OBJECT, both)).isAllowed());
    assertEquals(0, runs.get());
    String when = Ask.when("Allow", "'StringEquals':{'k':'v','jwt:sub':'s'}");
    Policies asking = Policies.builder().identity(Ask.identity(when, when)).build();
    for (int i = 0; i < 3; i++) {
      assertTrue(Ask.decide(asking, Ask.request("s3:GetObject", Ask.OBJECT, both)).isAllowed());
    }
    assertEquals(1, runs.get());
  }

  @Test
  void costlyKeysAreWrittenDownIfAConditionAsksForOneThatBeginsSoAndNotToBeShown() {
    AtomicInteger runs = new AtomicInteger();
    RequestContext tags =
        RequestContext.lazily(
            "s3:ExistingObjectTag/",
            keys -> {
              runs.incrementAndGet();
              keys.host("s3:ExistingObjectTag/A", "v").host("other", "v");
            });
    RequestContext context = RequestContext.builder().host("k", "v").build().over(tags);
    assertEquals(Map.of("k", List.of("v")), context.known());
    assertEquals(List.of(), context.known("s3:existingobjecttag/a"));
    assertTrue(decides(context, "'StringEquals':{'k':'v'}"));
    assertFalse(decides(context, "'StringEquals':{'other':'v'}"));
    assertEquals(tags, tags);
    assertNotEquals(tags, RequestContext.lazily("s3:ExistingObjectTag/", keys -> {}));
    assertThrows(IllegalArgumentException.class, () -> RequestContext.lazily("", keys -> {}));
    assertEquals(0, runs.get());
    assertTrue(decides(context, "'StringEquals':{'s3:existingobjecttag/a':'v'}"));
    assertFalse(decides(context, "'StringEquals':{'s3:ExistingObjectTag/b':'v'}"));
    assertEquals(1, runs.get());
  }

  @Test
  void costlyKeysThatCanNotBeHadDenyWhoeverAsks() {
    RequestContext broken =
        RequestContext.lazily(
            "tag/",
            keys -> {
              throw new IllegalStateException("no connection");
            });
    Policies policies =
        Policies.builder()
            .identity(Ask.identity(ALL, Ask.when("Deny", "'StringEquals':{'tag/a':'v'}")))
            .build();
    Decision decision = Ask.decide(policies, Ask.request("s3:GetObject", Ask.OBJECT, broken));
    assertInstanceOf(Decision.Unevaluable.class, decision);
    assertTrue(decides(broken, "'StringEqualsIfExists':{'k':'v'}"));
  }

  private static boolean decides(RequestContext context, String condition) {
    Policies asking =
        Policies.builder().identity(Ask.identity(Ask.when("Allow", condition))).build();
    return Ask.decide(asking, Ask.request("s3:GetObject", Ask.OBJECT, context)).isAllowed();
  }

  @Test
  void whatIsWrittenDownWhenAskedIsWhatIsBuilt() {
    Consumer<RequestContext.Builder> writer =
        keys -> keys.host("K", "v").hostMultivalued("m", List.of("1", "2")).caller("a:b", "c");
    RequestContext.Builder builder = RequestContext.builder();
    writer.accept(builder);
    assertEquals(builder.build(), RequestContext.whenAsked(writer));
    assertEquals(builder.build().hashCode(), RequestContext.whenAsked(writer).hashCode());
    assertEquals(builder.build().known(), RequestContext.whenAsked(writer).known());
    assertNotEquals(builder.build(), RequestContext.principalWhenAsked(writer));
  }

  @Test
  void keysThatCannotBeWrittenDownDenyWhoeverAsks() {
    RequestContext broken =
        RequestContext.whenAsked(
            keys -> {
              keys.host("k", "v");
              throw new IllegalStateException("no connection");
            });
    RequestContext context = broken.over(RequestContext.builder().host("k", "v").build());
    Policies denying =
        Policies.builder()
            .identity(Ask.identity(ALL, Ask.when("Deny", "'StringEquals':{'k':'w'}")))
            .build();
    for (int i = 0; i < 3; i++) {
      assertInstanceOf(
          Decision.Unevaluable.class,
          Ask.decide(denying, Ask.request("s3:GetObject", Ask.OBJECT, context)));
    }
    assertEquals(Map.of(), broken.known());
    assertEquals(broken, broken);
    assertNotEquals(broken, RequestContext.whenAsked(keys -> keys.host("k", "v")));
  }

  @Test
  void aPrincipalThatIsWrittenDownWhenAskedIsStillTheUppermost() {
    RequestContext forged =
        RequestContext.whenAsked(
            keys -> keys.host("aws:PrincipalArn", "admin").host("aws:username", "admin"));
    RequestContext context =
        RequestContext.principalWhenAsked(who -> who.host("aws:PrincipalArn", "bob")).over(forged);
    assertEquals(List.of("bob"), context.read("aws:PrincipalArn"));
    assertEquals(List.of(), context.read("aws:username"));
    assertThrows(IllegalArgumentException.class, () -> forged.over(context));
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
    Policies policies = Policies.builder().identity(Ask.identity(ALL, deny)).build();
    for (int i = 0; i < 3; i++) {
      Decision decision = Ask.decide(policies, Ask.request("s3:GetObject", Ask.OBJECT, context));
      assertTrue(
          assertInstanceOf(Decision.Unevaluable.class, decision)
              .reason()
              .contains("no connection"));
    }
  }

  /** Whatever it throws: an Error, a checked exception, one that can't even say what it is. */
  @Test
  void aSupplierThatBreaksOffIsNoAbsentKey() {
    for (Supplier<Throwable> thrown :
        List.<Supplier<Throwable>>of(
            () -> new AssertionError("broken off"),
            () -> new NoClassDefFoundError("gone"),
            () -> new IOException("no line"),
            StackOverflowError::new,
            Mute::new)) {
      RequestContext context = lazy("k", () -> RequestContextTest.<RuntimeException>raise(thrown));
      for (int i = 0; i < 3; i++) {
        assertInstanceOf(Decision.Unevaluable.class, denyByKey(context));
      }
    }
  }

  @Test
  void aMachineThatFailsIsToldAndTheKeyIsNotAbsentLater() {
    RequestContext context =
        lazy("k", () -> RequestContextTest.<RuntimeException>raise(InternalError::new));
    assertThrows(InternalError.class, () -> denyByKey(context));
    assertInstanceOf(Decision.Unevaluable.class, denyByKey(context));
  }

  @Test
  void aSupplierThatAsksForItsOwnValueRunsOnce() {
    AtomicInteger runs = new AtomicInteger();
    RequestContext[] self = new RequestContext[1];
    self[0] =
        lazy(
            "k",
            () -> {
              runs.incrementAndGet();
              return List.of(denyByKey(self[0]).toString());
            });
    assertInstanceOf(Decision.Allowed.class, denyByKey(self[0]));
    assertEquals(1, runs.get());
  }

  private static RequestContext lazy(String key, Supplier<List<String>> values) {
    return RequestContext.builder().hostLazy(key, values).build();
  }

  private static Decision denyByKey(RequestContext context) {
    String deny = Ask.when("Deny", "'StringEquals':{'k':'v'}");
    Policies policies = Policies.builder().identity(Ask.identity(ALL, deny)).build();
    return Ask.decide(policies, Ask.request("s3:GetObject", Ask.OBJECT, context));
  }

  @SuppressWarnings("unchecked") // So that a supplier can throw what it doesn't declare.
  private static <T extends Throwable> List<String> raise(Supplier<Throwable> thrown) throws T {
    throw (T) thrown.get();
  }

  /** Can't be asked what it is about. */
  private static final class Mute extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new IllegalStateException("mute");
    }
  }

  @Test
  void aCallerNeverWritesAReservedKey() {
    for (String key :
        List.of(
            "aws:userid",
            "AWS:SourceIp",
            "Sts:x",
            "S3:prefix",
            "iam:x",
            "SAML:a",
            "Sallyport:a",
            " aws:x")) {
      assertThrows(IllegalArgumentException.class, () -> RequestContext.builder().caller(key, "v"));
    }
    RequestContext context =
        RequestContext.builder().host("idp:sub", "real").caller("IDP:sub", "forged").build();
    assertTrue(Ask.allows("'StringEquals':{'idp:sub':'real'}", context));
    assertFalse(Ask.allows("'StringEquals':{'idp:sub':'forged'}", context));
  }

  @Test
  void noFactChangesWhatThePrincipalSaysOfItself() {
    RequestContext principal =
        RequestContext.principal().host("aws:PrincipalArn", "real").host("sts:own", "real").build();
    for (String key :
        List.of("aws:PrincipalArn", "AWS:PRINCIPALARN", "aws:principalArn", "Sts:OWN")) {
      RequestContext forged = RequestContext.builder().host(key, "forged").build();
      RequestContext lazy = RequestContext.builder().hostLazy(key, () -> List.of("forged")).build();
      RequestContext context = principal.over(lazy).over(forged);
      assertTrue(Ask.allows("'StringEquals':{'" + key + "':'real'}", context));
      assertFalse(Ask.allows("'StringEquals':{'" + key + "':'forged'}", context));
      assertTrue(Ask.denies("'StringEquals':{'" + key + "':'real'}", context));
    }
  }

  @Test
  void whatAPrincipalIsSilentAboutNoFactSaysOfIt() {
    RequestContext nobody = RequestContext.principal().build();
    for (String key :
        List.of("aws:PrincipalArn", "Aws:PrincipalTag/team", "aws:USERNAME", "aws:UserId")) {
      RequestContext context = nobody.over(RequestContext.builder().host(key, "forged").build());
      assertFalse(Ask.allows("'StringEquals':{'" + key + "':'forged'}", context));
      assertTrue(Ask.allows("'Null':{'" + key + "':'true'}", context));
    }
    RequestContext context =
        RequestContext.principal()
            .host("aws:TokenIssueTime")
            .build()
            .over(Ask.with("aws:tokenissuetime", "2020-01-01T00:00:00Z"));
    assertTrue(Ask.allows("'Null':{'aws:TokenIssueTime':'true'}", context));
  }

  @Test
  void whoAsksIsSaidByTheUppermostLayerAlone() {
    RequestContext principal = RequestContext.principal().build();
    for (RequestContext upper : List.of(RequestContext.empty(), principal)) {
      assertThrows(IllegalArgumentException.class, () -> upper.over(principal));
      assertThrows(
          IllegalArgumentException.class,
          () -> upper.over(principal.over(Ask.with("aws:SourceIp", "192.0.2.1"))));
    }
  }

  @Test
  void anUpperLayerWinsAndALowerOneStaysLazy() {
    AtomicInteger runs = new AtomicInteger();
    RequestContext tags =
        lazy(
            "s3:ExistingObjectTag/a",
            () -> {
              runs.incrementAndGet();
              return List.of("v");
            });
    RequestContext upper = Ask.with("aws:SourceIp", "192.0.2.1");
    RequestContext context = upper.over(Ask.with("AWS:SOURCEIP", "203.0.113.1")).over(tags);
    assertTrue(Ask.allows("'IpAddress':{'aws:SourceIp':'192.0.2.1'}", context));
    assertFalse(Ask.allows("'IpAddress':{'aws:SourceIp':'203.0.113.1'}", context));
    assertEquals(0, runs.get());
    for (int i = 0; i < 3; i++) {
      RequestContext again = upper.over(tags);
      assertTrue(Ask.allows("'StringEquals':{'s3:ExistingObjectTag/a':'v'}", again));
    }
    assertEquals(1, runs.get());
  }

  @Test
  void aCallerNeverWritesAKeyThatTheHostVouchesForInALowerLayer() {
    RequestContext told = RequestContext.builder().caller("idp:sub", "forged").build();
    RequestContext context = told.over(Ask.with("IDP:sub", "real"));
    assertTrue(Ask.allows("'StringEquals':{'idp:sub':'real'}", context));
    assertFalse(Ask.allows("'StringEquals':{'idp:sub':'forged'}", context));
  }

  @Test
  void contextsThatSayTheSameAreEqualAndSuppliersEqualOnlyThemselves() {
    Supplier<List<String>> supplier = () -> List.of("v");
    assertEquals(Ask.with("a", "v"), Ask.with("a", "v"));
    assertEquals(Ask.with("a", "v").hashCode(), Ask.with("a", "v").hashCode());
    assertNotEquals(Ask.with("a", "v"), Ask.with("a", "w"));
    assertNotEquals(
        Ask.with("a", "v"), RequestContext.builder().hostMultivalued("a", List.of("v")).build());
    assertNotEquals(Ask.with("a", "v"), RequestContext.builder().caller("a", "v").build());
    assertNotEquals(RequestContext.principal().build(), RequestContext.empty());
    RequestContext lazy = lazy("a", supplier);
    assertEquals(lazy.over(Ask.with("b", "w")), lazy.over(Ask.with("b", "w")));
    assertNotEquals(lazy, lazy("a", supplier));
  }

  @Test
  void whatIsKnownIsToldAsItCameInAndNobodyIsAsked() {
    RequestContext context =
        Ask.with("aws:SourceIp", "192.0.2.1")
            .over(Ask.with("AWS:SOURCEIP", "203.0.113.1"))
            .over(RequestContext.builder().host("none").caller("idp:sub", "a\nb").build())
            .over(
                lazy(
                    "later",
                    () -> {
                      throw new AssertionError("asked");
                    }));
    assertEquals(
        Map.of("aws:SourceIp", List.of("192.0.2.1"), "idp:sub", List.of("a\nb")), context.known());
    assertEquals("{aws:SourceIp=[192.0.2.1], idp:sub=[a\\u000ab]}", context.toString());
  }
}
