# Known answers for tests/network/test_structure.py, printed by R's packages sna and igraph.
#
#     make oracle          (Debian: apt-get install r-cran-sna r-cran-igraph)
#
# The tests carry the values; they need no R. Run this when a value is doubted.

suppressMessages(library(sna))
cat("R", as.character(getRversion()), " sna", as.character(packageVersion("sna")),
    " igraph", as.character(packageVersion("igraph")), "\n")

# Eight people in three buildings: ARROWS and PLACES of the tests, a = 1 ... h = 8.
arrows <- c("ab", "bc", "ca", "cd", "de", "ec", "ef", "fg", "gh", "hf", "bf", "dg", "gb", "ae", "fd")
ends <- t(sapply(strsplit(arrows, ""), match, table = letters))
directed <- matrix(0, 8, 8)
directed[ends] <- 1
building <- c(1, 1, 1, 2, 2, 2, 3, 3)
both <- ((directed + t(directed)) > 0) * 1

cat("\nroles, directed\n"); print(brokerage(directed, building)$raw.nli)
cat("\nroles, undirected\n"); print(brokerage(both, building)$raw.nli)
cat("\ntriads", triad.census(both, mode = "graph"),
    "transitivity", gtrans(both, mode = "graph", measure = "weak"), "density", gden(both, mode = "graph"), "\n")
cat("\nconstraint\n")
print(igraph::constraint(igraph::graph_from_adjacency_matrix(both, mode = "undirected")), digits = 12)

# The karate club; the sides are those networkx ships (members 0-based).
karate <- igraph::make_graph("Zachary")
club <- as.matrix(igraph::as_adjacency_matrix(karate))
hi <- c(0:8, 10:13, 16, 17, 19, 21) + 1
side <- ifelse(1:34 %in% hi, 1, 2)
roles <- brokerage(club, side)$raw.nli
cat("\nkarate roles of 0, 2, 8, 33 and sums\n"); print(roles[c(1, 3, 9, 34), ]); print(colSums(roles))
cat("\nkarate triads", triad.census(club, mode = "graph"), "transitivity",
    format(gtrans(club, mode = "graph", measure = "weak"), digits = 12), "\n")
cat("\nkarate constraint of 0, 1, 2, 32, 33\n"); print(igraph::constraint(karate)[c(1, 2, 3, 33, 34)], digits = 12)

# Two relations among the same eight people: the arrows above, and a second set half of which repeats them.
second <- c("ab", "bc", "ca", "cd", "de", "ef", "gh", "ah", "hd", "ec")
again <- matrix(0, 8, 8)
again[t(sapply(strsplit(second, ""), match, table = letters))] <- 1
set.seed(1)
alike <- qaptest(list(directed, again), gcor, g1 = 1, g2 = 2, reps = 20000)
cat("\nqap, directed: r", format(alike$testval, digits = 12), " p(f >= d)", alike$pgreq, " p(f <= d)", alike$pleeq,
    " two-sided", mean(abs(alike$dist) >= abs(alike$testval) - 1e-12), "\n")
both2 <- ((again + t(again)) > 0) * 1
set.seed(1)
alike <- qaptest(list(both, both2), gcor, g1 = 1, g2 = 2, reps = 20000)
cat("qap, undirected: r", format(alike$testval, digits = 12), " two-sided", mean(abs(alike$dist) >= abs(alike$testval) - 1e-12), "\n")
cat("\ntriads, directed\n"); print(triad.census(directed))
