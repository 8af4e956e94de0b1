package io.patchbay;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.inject.Inject;
import jakarta.ws.rs.ext.Provider;

/** The rules of {@code docs/architecture.md}, which says why. */
@AnalyzeClasses(packages = "io.patchbay", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule chatImportsNothingOfOurs = classes()
            .that()
            .resideInAPackage("io.patchbay.chat")
            .should()
            .onlyDependOnClassesThat(not(resideInAPackage("io.patchbay..")).or(resideInAPackage("io.patchbay.chat")));

    @ArchTest
    static final ArchRule budgetsKnowOnlyTheWords = classes()
            .that()
            .resideInAPackage("io.patchbay.budget")
            .should()
            .onlyDependOnClassesThat(not(resideInAPackage("io.patchbay.."))
                    .or(resideInAnyPackage(
                            "io.patchbay.budget", "io.patchbay.call", "io.patchbay.catalogue", "io.patchbay.chat")));

    @ArchTest
    static final ArchRule packagesDependInOneDirection =
            slices().matching("io.patchbay.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule dialectsOfTheWireKnowNoSibling =
            slices().matching("io.patchbay.provider.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule dialectsOfTheWordsKnowNoSibling =
            slices().matching("io.patchbay.dialect.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule onlyTheRestFaceTouchesRest = noClasses()
            .that()
            .resideOutsideOfPackages("io.patchbay.api..", "io.patchbay.inject.remote..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.ws.rs..");

    @ArchTest
    static final ArchRule aClientOfOurOwnIsNoServer = noClasses()
            .that()
            .resideInAPackage("io.patchbay.inject..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.ws.rs.container..");

    @ArchTest
    static final ArchRule onlyProvidersTouchTheHttpClient = noClasses()
            .that()
            .resideOutsideOfPackage("io.patchbay.provider..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.hc..");

    @ArchTest
    static final ArchRule theFacesNeverReachProviders = noClasses()
            .that()
            .resideInAnyPackage("io.patchbay.api..", "io.patchbay.inject..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.patchbay.provider..");

    @ArchTest
    static final ArchRule observersAreImportedByNobody = noClasses()
            .that()
            .resideOutsideOfPackages("io.patchbay.telemetry..", "io.patchbay.health..", "io.patchbay.config..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.patchbay.telemetry..", "io.patchbay.health..", "io.patchbay.config..");

    /** Hibernate asks for the database's address before there is any bean that it could be handed to. */
    @ArchTest
    static final ArchRule onlyConfigReadsConfiguration = noClasses()
            .that(not(resideInAnyPackage("io.patchbay.config..", "io.patchbay.inject.remote..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.microprofile.config..");

    @ArchTest
    static final ArchRule logsGoThroughTheSystemLogger =
            noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

    /** RESTEasy does not see a provider's constructor with parameters. */
    @ArchTest
    static final ArchRule whatAClassNeedsComesThroughItsConstructor = noFields()
            .that()
            .areDeclaredInClassesThat(not(annotatedWith(Provider.class)))
            .should()
            .beAnnotatedWith(Inject.class);
}
