package pipeline

// Example is example, for tests from outside.
var Example = (*Worker).example
