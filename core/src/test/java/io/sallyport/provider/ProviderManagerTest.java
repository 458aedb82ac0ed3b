package io.sallyport.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.error.AccessDeniedException;
import io.sallyport.error.ConflictException;
import io.sallyport.error.InvalidInputException;
import io.sallyport.error.LimitExceededException;
import io.sallyport.error.NoSuchEntityException;
import io.sallyport.identity.AccountId;
import io.sallyport.identity.ClientId;
import io.sallyport.identity.PageRequest;
import io.sallyport.identity.PolicyName;
import io.sallyport.identity.ProviderName;
import io.sallyport.identity.ProviderUrl;
import io.sallyport.identity.Tag;
import io.sallyport.identity.Tags;
import io.sallyport.identity.Thumbprint;
import io.sallyport.sts.WebIdentityProvider;
import io.sallyport.testing.Installation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderManagerTest {
  private static final String URL = "http://localhost:8080/auth/realms/quickstart";
  private static final ProviderName NAME =
      new ProviderName("localhost:8080/auth/realms/quickstart");
  private static final Thumbprint PRINT =
      new Thumbprint("F7D7B3515DD0D319DD219A43A9EA727AD6065287");
  private static final ProviderName OTHER = new ProviderName("idp.example.com");

  private final Installation installation = new Installation();
  private final ProviderManager providers = installation.sallyport.providers();

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void aProviderIsAsItWasRegistered() {
    Provider created =
        providers.create(
            CreateProviderRequest.of(URL)
                .withClientIds("z", "a", "z")
                .withThumbprints(PRINT.value()));
    assertEquals(created, providers.get(NAME));
    assertEquals(
        "arn:aws:iam:::oidc-provider/localhost:8080/auth/realms/quickstart",
        created.arn().toString());
    assertEquals(List.of(new ClientId("z"), new ClientId("a")), created.clientIds());
    assertEquals(List.of(PRINT), created.thumbprints());
    assertEquals(
        new WebIdentityProvider(URL, Set.of("a", "z")).trustedBy(Set.of(PRINT)),
        created.webIdentityProvider());
  }

  @Test
  void aNameIsTakenWhateverItsCaseAndScheme() {
    providers.create(CreateProviderRequest.of("https://idp.example.com/Main"));
    for (String url : List.of("http://idp.example.com/Main", "https://idp.example.com/main")) {
      CreateProviderRequest again = CreateProviderRequest.of(url);
      ConflictException refusal =
          assertThrows(ConflictException.class, () -> providers.create(again));
      assertEquals("EntityAlreadyExists", refusal.code());
    }
    assertTrue(providers.find(new ProviderName("idp.example.com/main")).isEmpty());
  }

  @Test
  void namesAreListedInOrderWhateverTheirCase() {
    for (String url :
        List.of("https://b.example.com", "http://A.example.com/", "http://localhost")) {
      providers.create(CreateProviderRequest.of(url));
    }
    providers.delete(new ProviderName("localhost"));
    assertEquals(
        List.of("A.example.com/", "b.example.com"),
        providers.list().stream().map(ProviderName::value).toList());
  }

  @Test
  void whatIsNotThereIsNamed() {
    NoSuchEntityException refusal =
        assertThrows(NoSuchEntityException.class, () -> providers.get(OTHER));
    assertEquals(
        "the OpenID Connect provider \"idp.example.com\" does not exist", refusal.getMessage());
    for (Runnable call :
        List.<Runnable>of(
            () -> providers.delete(OTHER),
            () -> providers.addClientId(OTHER, new ClientId("a")),
            () -> providers.removeClientId(OTHER, new ClientId("a")),
            () -> providers.updateThumbprints(OTHER, List.of(PRINT)))) {
      assertThrows(NoSuchEntityException.class, call::run);
    }
  }

  @Test
  void anAccountSeesNothingOfAnother() {
    providers.create(CreateProviderRequest.of(URL));
    ProviderManager others = installation.sallyport.in(new AccountId("123456789012")).providers();
    assertTrue(others.find(NAME).isEmpty());
    assertEquals(List.of(), others.list());
    assertThrows(NoSuchEntityException.class, () -> others.delete(NAME));
  }

  @Test
  void clientIdsAreAddedOnceBehindTheOthersAndRemoved() {
    providers.create(CreateProviderRequest.of(URL).withClientIds("b"));
    for (String id : List.of("a", "b", "a", "c")) {
      providers.addClientId(NAME, new ClientId(id));
    }
    providers.removeClientId(NAME, new ClientId("a"));
    providers.removeClientId(NAME, new ClientId("a"));
    assertEquals(List.of(new ClientId("b"), new ClientId("c")), providers.get(NAME).clientIds());
  }

  @Test
  void aProviderHasTagsWhichDecideWhoMayChangeIt() {
    Tags tags = Tags.of(new Tag("team", "a"));
    providers.create(CreateProviderRequest.of(URL).withTags(tags));
    providers.create(CreateProviderRequest.of("https://" + OTHER));
    assertEquals(tags, providers.get(NAME).tags());
    may(
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:*","Resource":"*",
        "Condition":{"StringEquals":{"aws:ResourceTag/team":"a"}}}}\
        """);
    theirs().addClientId(NAME, new ClientId("c"));
    theirs().tag(NAME, Tags.of(new Tag("other", "b")));
    assertEquals(2, theirs().listTags(NAME, PageRequest.FIRST).items().size());
    assertThrows(AccessDeniedException.class, () -> theirs().tag(OTHER, tags));
    theirs().untag(NAME, Set.of("TEAM"));
    assertThrows(AccessDeniedException.class, () -> theirs().get(NAME));
    assertEquals(Tags.of(new Tag("other", "b")), providers.get(NAME).tags());
    assertThrows(
        NoSuchEntityException.class, () -> providers.untag(new ProviderName("a.b"), Set.of("x")));
  }

  @Test
  void thereAreAtMost100ClientIdsAnd5Thumbprints() {
    String[] hundred = IntStream.range(0, 100).mapToObj(n -> "c" + n).toArray(String[]::new);
    providers.create(CreateProviderRequest.of(URL).withClientIds(hundred));
    ClientId another = new ClientId("another");
    LimitExceededException tooMany =
        assertThrows(LimitExceededException.class, () -> providers.addClientId(NAME, another));
    assertEquals("ClientIDList has 101 client ids, more than 100", tooMany.getMessage());
    providers.addClientId(NAME, new ClientId("c7"));

    List<Thumbprint> six =
        IntStream.range(0, 6).mapToObj(n -> new Thumbprint("%040x".formatted(n))).toList();
    assertThrows(InvalidInputException.class, () -> providers.updateThumbprints(NAME, six));
    providers.updateThumbprints(NAME, six.subList(1, 6));
    assertEquals(six.subList(1, 6), providers.get(NAME).thumbprints());
  }

  @Test
  void anAccountHasAtMost100Providers() {
    for (int i = 0; i < ProviderManager.MAX_PROVIDERS; i++) {
      providers.create(CreateProviderRequest.of("https://p" + i + ".example.com"));
    }
    CreateProviderRequest more = CreateProviderRequest.of(URL);
    assertThrows(LimitExceededException.class, () -> providers.create(more));
    assertTrue(providers.find(NAME).isEmpty());
    providers.delete(new ProviderName("p7.example.com"));
    providers.create(more);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://aws",
        "https://AWS:443/a.b",
        "http://sts/x",
        "https://s3",
        "https://iam:80",
        "https://saml",
        "https://localhosts",
        "https://idp",
        "https://",
        "https://idp.example.com?a",
        "https://idp.example.com/*",
        "https://idp.example.com/${aws:username}",
        "https://idp.example.com/a b",
        "https://a@idp.example.com",
        "https://idp.example.com/\u212a",
        "ftp://idp.example.com",
        "HTTPS://idp.example.com",
        "idp.example.com"
      })
  void aNameThatCouldPoseAsAServiceOrAsMoreThanItselfIsRefused(String url) {
    InvalidInputException refusal =
        assertThrows(InvalidInputException.class, () -> new ProviderUrl(url));
    assertTrue(refusal.getMessage().startsWith("Url \""), refusal::getMessage);
  }

  @Test
  void aUrlHas255CharactersAtMost() {
    String longest = "https://idp.example.com/" + "a".repeat(231);
    assertEquals(longest, new ProviderUrl(longest).value());
    String longer = longest + "a";
    assertThrows(InvalidInputException.class, () -> new ProviderUrl(longer));
  }

  @Test
  void thumbprintsAre40HexadecimalDigits() {
    for (String text : List.of("", "a".repeat(39), "a".repeat(41), "/".repeat(40))) {
      assertThrows(InvalidInputException.class, () -> new Thumbprint(text));
    }
    CreateProviderRequest wrong =
        CreateProviderRequest.of(URL).withThumbprints("a".repeat(40), "g".repeat(40));
    assertThrows(InvalidInputException.class, () -> providers.create(wrong));
  }

  @Test
  void eachOperationTakesItsOwnActionOnItsOwnProvider() {
    providers.create(CreateProviderRequest.of("https://" + OTHER));
    Map<String, Runnable> calls =
        Map.of(
            "CreateOpenIDConnectProvider",
            () -> theirs().create(CreateProviderRequest.of(URL)),
            "GetOpenIDConnectProvider",
            () -> theirs().get(OTHER),
            "ListOpenIDConnectProviders",
            () -> theirs().list(),
            "AddClientIDToOpenIDConnectProvider",
            () -> theirs().addClientId(OTHER, new ClientId("a")),
            "RemoveClientIDFromOpenIDConnectProvider",
            () -> theirs().removeClientId(OTHER, new ClientId("a")),
            "UpdateOpenIDConnectProviderThumbprint",
            () -> theirs().updateThumbprints(OTHER, List.of(PRINT)),
            "DeleteOpenIDConnectProvider",
            () -> theirs().delete(new ProviderName("gone.example.com")));
    for (String action : calls.keySet()) {
      Runnable call = calls.get(action);
      may(allowing("\"NotAction\":\"iam:" + action + "\""));
      assertThrows(AccessDeniedException.class, call::run, action);
      may(
          allowing("\"Action\":\"iam:" + action + "\"")
              .replace("\"*\"", "\"arn:aws:iam:::role/*\""));
      assertThrows(AccessDeniedException.class, call::run, action);
      may(
          allowing("\"Action\":\"*\"")
              .replace(
                  "]",
                  ",{\"Effect\":\"Deny\",\"Action\":\"iam:" + action + "\",\"Resource\":\"*\"}]"));
      assertThrows(AccessDeniedException.class, call::run, action);
      may(allowing("\"Action\":\"iam:" + action + "\""));
      if (action.startsWith("Delete")) {
        assertThrows(NoSuchEntityException.class, call::run);
      } else {
        call.run();
      }
    }
  }

  private static String allowing(String action) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
        + action
        + ",\"Resource\":\"*\"}]}";
  }

  private void may(String policy) {
    installation.sallyport.users().putPolicy(Installation.TESTER2, new PolicyName("P"), policy);
  }

  private ProviderManager theirs() {
    return installation
        .sallyport
        .as(installation.sallyport.principal(Installation.TESTER2))
        .providers();
  }
}
