#pragma once

#include "Folders.h"
